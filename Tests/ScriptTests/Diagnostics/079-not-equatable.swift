struct P { var x = 1 }
P() == P()
