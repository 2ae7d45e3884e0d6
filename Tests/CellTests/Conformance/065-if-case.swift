let pair = (1, 2)
if case (1, let b) = pair { print("b", b) }
let x = 7
if case 5...9 = x { print("in range") }
let o: Int? = 3
if case let v? = o { print(v) }
if case .some(let v) = o { print(v) }
