import CFFmpeg

/// How far back a decoder remembers what it has decoded: how much must be decoded before a sample for it to be the same as in the
/// whole.
enum CodecMemory: Equatable {
    /// A short while: MP3 its bit reservoir, Vorbis a block; many nothing at all.
    case runUp
    /// Some state never quite dies away, or is chance: the decoder begins anew every so many seconds, whoever reads.
    case section(Double)
    /// For ever: everything is predicted from what came before.
    case forever

    init(_ parameters: AVCodecParameters) {
        let codec = parameters.codec_id
        let isAAC = codec == AV_CODEC_ID_AAC || codec == AV_CODEC_ID_AAC_LATM
        // Both predict each frame from those before.
        let isPredictedAAC = isAAC && [FF_PROFILE_AAC_MAIN, FF_PROFILE_AAC_LTP].contains(parameters.profile)
        let isEndless = Self.predicted.contains { $0.contains(codec.rawValue) } && !Self.selfContained.contains(codec.rawValue)
        let isForever = isEndless || isPredictedAAC || Self.endless.contains(codec.rawValue)
        self = isForever ? .forever : Self.sections[codec.rawValue].map(Self.section) ?? .runUp
    }

    /// Seconds decoded before what is wanted.
    var runUp: Double { 0.25 }

    /// AC-3 and AAC fill bands with noise, Opus forgets in 80 ms, nearly.
    private static let sections: [UInt32: Double] = [
        AV_CODEC_ID_AAC.rawValue: 4, AV_CODEC_ID_AAC_LATM.rawValue: 4,
        AV_CODEC_ID_AC3.rawValue: 8, AV_CODEC_ID_EAC3.rawValue: 8, AV_CODEC_ID_DTS.rawValue: 8, AV_CODEC_ID_OPUS.rawValue: 4,
    ]

    /// libav's numbers of ADPCM and DPCM: each sample is told by the one before it …
    private static let predicted = [
        AV_CODEC_ID_ADPCM_IMA_QT.rawValue..<AV_CODEC_ID_AMR_NB.rawValue, AV_CODEC_ID_ROQ_DPCM.rawValue..<AV_CODEC_ID_MP2.rawValue,
    ]
    /// … unless each packet says where it begins.
    private static let selfContained = Set(
        [
            AV_CODEC_ID_ADPCM_MS, AV_CODEC_ID_ADPCM_IMA_WAV, AV_CODEC_ID_ADPCM_IMA_DK3, AV_CODEC_ID_ADPCM_IMA_DK4,
            AV_CODEC_ID_ADPCM_IMA_AMV, AV_CODEC_ID_ADPCM_SWF,
        ].map(\.rawValue))

    /// Adaptive prediction without resets elsewhere: telephone codecs, and others that carry on from packet to packet, if only in the
    /// noise they fill bands with.
    private static let endless = Set(
        [
            AV_CODEC_ID_AMR_NB, AV_CODEC_ID_AMR_WB, AV_CODEC_ID_GSM, AV_CODEC_ID_GSM_MS, AV_CODEC_ID_SPEEX, AV_CODEC_ID_ILBC,
            AV_CODEC_ID_QCELP, AV_CODEC_ID_EVRC, AV_CODEC_ID_G723_1, AV_CODEC_ID_G729, AV_CODEC_ID_RA_144, AV_CODEC_ID_RA_288,
            AV_CODEC_ID_TRUESPEECH, AV_CODEC_ID_SIPR, AV_CODEC_ID_CODEC2, AV_CODEC_ID_SBC, AV_CODEC_ID_APTX,
            AV_CODEC_ID_APTX_HD, AV_CODEC_ID_DFPWM, AV_CODEC_ID_MACE3, AV_CODEC_ID_MACE6, AV_CODEC_ID_SHORTEN,
            AV_CODEC_ID_WMAV1, AV_CODEC_ID_WMAV2, AV_CODEC_ID_WMAPRO, AV_CODEC_ID_WMAVOICE, AV_CODEC_ID_WMALOSSLESS,
            AV_CODEC_ID_COOK, AV_CODEC_ID_ATRAC1, AV_CODEC_ID_ATRAC3, AV_CODEC_ID_ATRAC3P, AV_CODEC_ID_QDM2, AV_CODEC_ID_QDMC,
            AV_CODEC_ID_NELLYMOSER, AV_CODEC_ID_SONIC, AV_CODEC_ID_IMC, AV_CODEC_ID_IAC, AV_CODEC_ID_BINKAUDIO_DCT,
            AV_CODEC_ID_BINKAUDIO_RDFT, AV_CODEC_ID_MUSEPACK7, AV_CODEC_ID_MUSEPACK8, AV_CODEC_ID_ATRAC9, AV_CODEC_ID_SIREN,
        ].map(\.rawValue))
}
