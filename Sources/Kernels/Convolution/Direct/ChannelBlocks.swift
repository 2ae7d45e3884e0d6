import COpenBLAS

/// How output channels fill registers.
///
/// With registers of 16 floats (AVX-512) and more than eight channels a lane is a channel, in blocks of 16 or 32. With eight or fewer,
/// half the lanes would idle; there lanes 2c and 2c + 1 both belong to channel c and hold the sums over even and odd inputs, which are
/// added at the end. With registers of 8 floats (AVX2, which has half as many) a block is one register.
struct ChannelBlocks {
    let channels: Int
    /// Whether two lanes may share a channel: runs of inputs are then read in pairs, one float past the end of an odd one.
    var allowsPairs = true
    /// 16 or 8.
    var registerFloats = ChannelBlocks.machineRegister

    /// What the CPU this build is for has.
    static let machineRegister = Int(AVTS_REGISTER_FLOATS)

    /// Whether two lanes share a channel.
    var paired: Bool { registerFloats == 16 && allowsPairs && channels <= 8 }
    /// Registers of the widest block.
    var registers: Int { registerFloats == 16 && channels > 16 ? 2 : 1 }
    var count: Int { (channels + width - 1) / width }
    /// Channels of a full block.
    var width: Int { paired ? 8 : lanes }
    /// Lanes of a full block.
    var lanes: Int { registerFloats * registers }

    /// Channels of one block.
    func channels(of block: Int) -> Range<Int> { block * width..<min((block + 1) * width, channels) }

    /// Steps of `lanes` weights for a run of so many inputs.
    func steps(_ run: Int) -> Int { paired ? (run + 1) / 2 : run }
}

/// A filter as the loops read it: `[block][tap][step][lane]`, lanes without a channel zero.
struct FilterPacking {
    let blocks: ChannelBlocks
    /// Inputs of one tap that lie one after another.
    let run: Int
    let taps: Int

    var steps: Int { blocks.steps(run) }
    var blockCount: Int { taps * steps * blocks.lanes }
    var count: Int { blocks.count * blockCount }

    /// Packs weights found through `weight(tap, position in the run, channel)`.
    @inline(__always)
    func pack(into packed: UnsafeMutablePointer<Float>, _ weight: (Int, Int, Int) -> Float) {
        packed.update(repeating: 0, count: count)
        for block in 0..<blocks.count {
            let channels = blocks.channels(of: block)
            for tap in 0..<taps {
                for position in 0..<run {
                    let line = packed + block * blockCount + (tap * steps + step(position)) * blocks.lanes
                    for channel in channels {
                        line[lane(position, channel - channels.lowerBound)] = weight(tap, position, channel)
                    }
                }
            }
        }
    }

    @inline(__always)
    func step(_ position: Int) -> Int { blocks.paired ? position >> 1 : position }

    @inline(__always)
    func lane(_ position: Int, _ channel: Int) -> Int { blocks.paired ? 2 * channel + (position & 1) : channel }
}
