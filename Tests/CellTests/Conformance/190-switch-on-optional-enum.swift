enum E { case a, b }
func f(_ e: E?) -> String {
    switch e {
    case .a?: return "a"
    case .some(.b): return "b"
    case nil: return "none"
    }
}
print(f(.a), f(.b), f(nil))
