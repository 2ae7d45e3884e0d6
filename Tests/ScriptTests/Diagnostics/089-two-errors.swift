let a = foo
let b = bar
