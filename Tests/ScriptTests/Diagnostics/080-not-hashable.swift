struct P { var x = 1 }
Set([P()])
