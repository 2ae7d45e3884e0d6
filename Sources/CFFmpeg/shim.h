// What Swift cannot import by itself: macros that compute.
#pragma once
#include <errno.h>
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/log.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>

static const int64_t AVTS_NOPTS = AV_NOPTS_VALUE;
static const int AVTS_ERROR_EOF = AVERROR_EOF;
static const int AVTS_ERROR_EAGAIN = AVERROR(EAGAIN);
static const int AVTS_ERROR_INVALIDDATA = AVERROR_INVALIDDATA;
static const int AVTS_ERROR_DECODER_NOT_FOUND = AVERROR_DECODER_NOT_FOUND;
