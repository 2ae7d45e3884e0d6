struct S { var n = 0; func f() { n += 1 } }
