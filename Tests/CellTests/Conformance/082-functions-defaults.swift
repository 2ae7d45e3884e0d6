func greet(_ name: String, greeting: String = "Hello", times: Int = 1) -> String {
    String(repeating: "\(greeting), \(name). ", count: times)
}
print(greet("A"), greet("B", greeting: "Hi"), greet("C", times: 2))
