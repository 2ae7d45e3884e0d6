import XCTest

final class KernelsRoomTests: XCTestCase {}
