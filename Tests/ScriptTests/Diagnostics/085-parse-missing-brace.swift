func f() { print("x"
