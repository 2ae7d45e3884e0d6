for s in ["a", "b", "zz"] {
    switch s {
    case "a": print("first")
    case "b": print("second")
    default: print("other", s)
    }
}
