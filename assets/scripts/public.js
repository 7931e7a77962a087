// What public pages load.
