let f = { x in x }
