// What public pages load. Every page works without it.
import "./parts/choices.js";
import "./parts/count.js";
import "./parts/errors.js";
import "./parts/exit.js";
import "./parts/find.js";
import "./parts/once.js";
