import XCTest

final class AVTSRoomTests: XCTestCase {}
