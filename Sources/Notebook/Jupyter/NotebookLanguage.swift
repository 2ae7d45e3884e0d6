/// What Jupyter is told of the language of cells, by a kernel and in a file.
package enum NotebookLanguage {
    package static let kernel = "avts-nb"
    package static let displayName = "Swift (avts-nb)"

    package static let json: JSON = [
        "name": "swift", "version": "6.3", "mimetype": "text/x-swift", "file_extension": ".swift", "pygments_lexer": "swift",
        "codemirror_mode": "swift",
    ]

    package static let kernelspec: JSON = [
        "name": .string(kernel), "display_name": .string(displayName), "language": "swift",
    ]
}
