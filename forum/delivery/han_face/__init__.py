"""The Han display face: one file of what nearly all heads are set in, and a cut for each page.

noto-serif-sc-bold.ttf.xz   Noto Serif SC Bold as @expo-google-fonts/noto-serif-sc 0.4.3 packs it
                            (OFL 1.1, Copyright 2012 Google Inc.; static/fonts/OFL.txt), cut to the
                            9,600 characters of GB 2312, of Big5's first level with their simplified
                            forms, and of rare personal names; no hints, no vertical tables
static/fonts/noto-serif-sc-common.woff2
                            the characters that nearly every page has, for all pages; made anew by
                            echo -n 主办… | python -m forum.delivery.han_face.cutting > the file
characters.py               reads the heads' characters out of a page
cutting.py                  cuts the face to them, in a process of its own
"""
