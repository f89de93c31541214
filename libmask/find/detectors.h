// The detectors, one file each. A new one is declared here and named in the list in find.cpp.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libmask/find/context.h"

namespace mask {

extern const Detector se_personnummer;
extern const Detector se_reserve_number;
extern const Detector dk_cpr;
extern const Detector neighbour_id;
extern const Detector organisation_id;
extern const Detector phone;
extern const Detector bank_account;
extern const Detector iban;
extern const Detector payment_card;
extern const Detector email;
extern const Detector url;
extern const Detector username;
extern const Detector ip_address;
extern const Detector vehicle;
extern const Detector property;
extern const Detector case_number;
extern const Detector id_document;
extern const Detector date_of_birth;
extern const Detector age;
extern const Detector coordinates;
extern const Detector credential;
extern const Detector address;
extern const Detector person;
extern const Detector person_mark;
extern const Detector person_model;
extern const Detector protected_cue;
extern const Detector place;
extern const Detector organisation;
extern const Detector sensitive;

}  // namespace mask
