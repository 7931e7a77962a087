// What staff pages load. Every page works without it.
import "./parts/choices.js";
import "./parts/count.js";
import "./parts/errors.js";
import "./parts/look_again.js";
import "./parts/once.js";
import "./parts/standing.js";
