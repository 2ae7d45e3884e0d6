print(#"raw \n "quoted" \#(1 + 2)"#)
