"""One screen per section of the program, and the pages that open from them."""
