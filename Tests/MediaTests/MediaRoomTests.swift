import XCTest

final class MediaRoomTests: XCTestCase {}
