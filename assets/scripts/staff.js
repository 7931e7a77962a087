// What staff pages load.
