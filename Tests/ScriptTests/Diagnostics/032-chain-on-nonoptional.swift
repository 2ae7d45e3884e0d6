let a = "x"
a?.count
