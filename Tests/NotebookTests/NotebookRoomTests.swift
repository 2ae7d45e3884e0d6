import XCTest

final class NotebookRoomTests: XCTestCase {}
