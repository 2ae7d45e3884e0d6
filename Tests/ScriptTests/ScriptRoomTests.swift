import Script
import XCTest

final class ScriptRoomTests: XCTestCase {}
