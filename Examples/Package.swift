// swift-tools-version: 6.2
import PackageDescription

/// Each example is one file in a folder of its name.
func example(_ name: String) -> Target {
    .executableTarget(name: name, dependencies: [.product(name: "AVTSKit", package: "avts-nb")], path: name)
}

let package = Package(
    name: "Examples",
    dependencies: [.package(name: "avts-nb", path: "..")],
    targets: [example("SmallNetwork"), example("Spectrogram"), example("Synchronisation")])
