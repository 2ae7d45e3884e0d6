@main
struct Main {
    static func main() { print("avts-nb") }
}
