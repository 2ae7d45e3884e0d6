struct Model {
    enum Mode: String { case train, test }
    struct Options { var rate = 0.1 }
    var mode = Mode.train
    var options = Options()
}
var m = Model()
m.mode = .test
m.options.rate *= 2
print(m.mode.rawValue, m.options.rate, Model.Mode.train)
