struct Config {
    static let name = "avts"
    static var count = 0
    static func make() -> Config { count += 1; return Config() }
    var id = 7
}
_ = Config.make()
_ = Config.make()
print(Config.name, Config.count, Config.make().id)
