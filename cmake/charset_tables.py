#!/usr/bin/env python3
"""Writes what src/text/charsets.cpp decodes old encodings with: charset_tables.py OUTPUT

The tables come from Python's own codecs. Single-byte sets give 128 characters for 0x80 to 0xFF, the
others a row for each lead byte; 0 stands where nothing is defined.
"""
import codecs
import sys

SINGLE = {  # C++ name: Python's codec
    'windows_1250': 'cp1250', 'windows_1251': 'cp1251', 'windows_1252': 'cp1252', 'windows_1253': 'cp1253',
    'windows_1254': 'cp1254', 'windows_1255': 'cp1255', 'windows_1256': 'cp1256', 'windows_1257': 'cp1257',
    'windows_1258': 'cp1258', 'windows_874': 'cp874', 'iso_8859_2': 'iso8859_2', 'iso_8859_3': 'iso8859_3',
    'iso_8859_4': 'iso8859_4', 'iso_8859_5': 'iso8859_5', 'iso_8859_6': 'iso8859_6', 'iso_8859_7': 'iso8859_7',
    'iso_8859_8': 'iso8859_8', 'iso_8859_10': 'iso8859_10', 'iso_8859_13': 'iso8859_13',
    'iso_8859_14': 'iso8859_14', 'iso_8859_15': 'iso8859_15', 'iso_8859_16': 'iso8859_16', 'koi8_r': 'koi8_r',
    'koi8_u': 'koi8_u', 'macintosh': 'mac_roman', 'mac_cyrillic': 'mac_cyrillic', 'mac_latin2': 'mac_latin2',
    'ibm437': 'cp437', 'ibm850': 'cp850', 'ibm852': 'cp852', 'ibm855': 'cp855', 'ibm866': 'cp866',
}


def code(data, codec):
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return 0
    return ord(text) if len(text) == 1 and ord(text) < 0x10000 and not 0xE000 <= ord(text) < 0xF900 else 0


def single(codec):
    return [code(bytes([byte]), codec) for byte in range(0x80, 0x100)]


def jis():
    """Rows 1 to 120 of 94 cells, as Shift_JIS packs two into a lead byte (with IBM's and NEC's)."""
    cells = []
    for row in range(120):
        lead = (0x81 if row < 62 else 0xC1) + row // 2
        for cell in range(94):
            trail = 0x9F + cell if row % 2 else 0x40 + cell + (cell >= 63)
            cells.append(code(bytes([lead, trail]), 'cp932'))
    return cells


def double(codec, trails):
    return [code(bytes([lead, trail]), codec) for lead in range(0x81, 0xFF) for trail in trails]


def gb18030_ranges():
    """Where characters of four bytes begin, each with how many follow it one by one."""
    ranges = []
    for pointer in range(39420):
        data = bytes([0x81 + pointer // 12600, 0x30 + pointer // 1260 % 10, 0x81 + pointer // 10 % 126,
                      0x30 + pointer % 10])
        try:
            value = ord(data.decode('gb18030'))
        except (UnicodeDecodeError, TypeError):
            continue
        if not ranges or value - pointer != ranges[-1][1] - ranges[-1][0]:
            ranges.append((pointer, value))
    return ranges


def write(out, name, values):
    out.write('const char16_t k_%s[%d] = {\n' % (name, len(values)))
    for i in range(0, len(values), 16):
        out.write(','.join('%#x' % value for value in values[i:i + 16]) + ',\n')
    out.write('};\n')


def main():
    with open(sys.argv[1], 'w', encoding='ascii') as out:
        out.write('// Written by cmake/charset_tables.py.\nnamespace earshot::text::tables {\n')
        for name, codec in SINGLE.items():
            out.write('extern const char16_t k_%s[128];\n' % name)
            write(out, name, single(codecs.lookup(codec).name))
        trails = {
            'gbk': ('gbk', [*range(0x40, 0x7F), *range(0x80, 0xFF)]),
            'big5': ('cp950', [*range(0x40, 0x7F), *range(0xA1, 0xFF)]),
            'uhc': ('cp949', [*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0x81, 0xFF)]),
        }
        out.write('extern const char16_t k_jis[11280];\n')
        write(out, 'jis', jis())
        for name, (codec, bytes_) in trails.items():
            values = double(codec, bytes_)
            out.write('extern const char16_t k_%s[%d];\n' % (name, len(values)))
            write(out, name, values)
        pairs = [value for pair in gb18030_ranges() for value in pair]
        out.write('extern const unsigned k_gb18030_pairs;\nconst unsigned k_gb18030_pairs = %d;\n' % (len(pairs) // 2))
        out.write('extern const char16_t k_gb18030_ranges[%d];\n' % len(pairs))
        write(out, 'gb18030_ranges', pairs)
        out.write('}  // namespace earshot::text::tables\n')


main()
