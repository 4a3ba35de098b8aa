"""The Han display face: each page is given the characters that its heads are set in, and no others.

noto-serif-sc-bold.ttf.xz   Noto Serif SC Bold as @expo-google-fonts/noto-serif-sc 0.4.3 packs it
                            (OFL 1.1, Copyright 2012 Google Inc.; static/fonts/OFL.txt), cut to the
                            9,600 characters of GB 2312, of Big5's first level with their simplified
                            forms, and of rare personal names; no hints, no vertical tables
characters.py               reads the heads' characters out of a page
cutting.py                  cuts the face to them, in a process of its own
"""
