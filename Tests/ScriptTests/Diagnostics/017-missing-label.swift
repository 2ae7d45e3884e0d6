func area(width: Int, height: Int) -> Int { width * height }
area(1, 2)
