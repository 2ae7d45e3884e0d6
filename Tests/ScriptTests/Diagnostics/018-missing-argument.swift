func area(width: Int, height: Int) -> Int { width * height }
area(width: 1)
