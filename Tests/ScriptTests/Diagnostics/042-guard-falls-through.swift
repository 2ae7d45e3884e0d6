func f(_ x: Int?) { guard let x else { print("no") }; print(x) }
