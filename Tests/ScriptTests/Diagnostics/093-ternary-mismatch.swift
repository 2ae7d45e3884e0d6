let x = true ? 1 : "a"
