// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/pdf/contents.h"

#include <exception>

#include "libmask/pdf/qpdf.h"

namespace mask::pdf {
namespace {

using Object = QPDFObjectHandle;

constexpr int deepest = 100;

void gather(Object object, int depth, std::string& out) {
  if (depth > deepest) return;
  if (object.isString()) {
    out += object.getStringValue();
    out += '\n';
    out += object.getUTF8Value();
    out += '\n';
  } else if (object.isName()) {
    out += object.getName();
    out += '\n';
  } else if (object.isArray()) {
    for (int i = 0; i < object.getArrayNItems(); ++i) {
      if (Object item = object.getArrayItem(i); !item.isIndirect()) gather(item, depth + 1, out);
    }
  } else if (object.isDictionary()) {
    for (const std::string& key : object.getKeys()) {
      out += key;
      out += '\n';
      if (Object value = object.getKey(key); !value.isIndirect()) gather(value, depth + 1, out);
    }
  }
}

}  // namespace

Result<std::string> contents_of(std::string_view bytes) {
  try {
    QPDF file;
    file.setSuppressWarnings(true);
    file.processMemoryFile("", bytes.data(), bytes.size());
    std::string out;
    for (Object object : file.getAllObjects()) {
      if (object.isStream()) {
        gather(object.getDict(), 0, out);
        if (object.getDict().getKey("/Subtype").isNameAndEquals("/Image")) continue;
        const auto data = object.getStreamData(qpdf_dl_all);
        out.append(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
        out += '\n';
      } else {
        gather(object, 0, out);
      }
    }
    gather(file.getTrailer(), 0, out);
    return out;
  } catch (const std::bad_alloc&) {
    return fail(Failure::exhausted, "needs more memory than there is");
  } catch (const std::exception&) {
    return fail(Failure::damaged, "cannot be read back");
  }
}

}  // namespace mask::pdf
