func f<T>(_ x: T) -> T { x }
