import Notebook

/// What a kernel says of itself and its language.
struct KernelAbout {
    let version: String

    /// The language, as a notebook's file says it too.
    static let language = NotebookLanguage.json

    var reply: JSON {
        [
            "status": "ok", "protocol_version": .string(WireMessage.protocolVersion), "implementation": "avts-nb",
            "implementation_version": .string(version), "language_info": Self.language,
            "banner": .string("avts-nb \(version): notebooks whose cells are Swift"), "debugger": false,
            "help_links": [
                ["text": "The Swift Programming Language", "url": "https://docs.swift.org/swift-book/"]
            ],
        ]
    }
}
