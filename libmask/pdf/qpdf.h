// The headers of qpdf. Clang cannot read that of JSON as C++23 (a class that holds a vector of itself): it is left out there, and nobody
// here uses it. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef __clang__
#define JSON_HH
class JSON;
#endif
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>
#include <qpdf/QPDFXRefEntry.hh>
