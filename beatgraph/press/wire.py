"""What travels between a press and its process: frames of so many bytes."""

import struct

LENGTH = struct.Struct(">I")
LARGEST = 32 * 1024 * 1024
"""No frame is larger, in bytes."""


def frame(content: bytes) -> bytes:
    return LENGTH.pack(len(content)) + content
