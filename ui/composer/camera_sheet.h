#pragma once

#include "ui/common/intake.h"
#include "ui/common/sheet.h"

#include <memory>

namespace confab {

//! What the camera sees, and a button that keeps it. Only opened where there is a camera. The picture stays in memory.
class CameraSheet : public Sheet {
    Q_OBJECT
public:
    CameraSheet(const UiContext &context, QWidget *over);
    ~CameraSheet() override;

    static bool hasCamera();

signals:
    void taken(const confab::Intake &picture);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab
