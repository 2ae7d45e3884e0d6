import XCTest

final class CommandLineRoomTests: XCTestCase {}
