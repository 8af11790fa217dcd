// Children on Qt's event loop, with Qt 5 or Qt 6.
#include "children.hpp"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTimer>

#include <functional>
#include <list>

namespace {

// [qt]
/// A child on the event loop of its thread.
class Child : public QObject {
public:
    Child(const Job& job, std::function<void(sp::Running&)> on_end)
        : m_running(job.command, job.options), m_on_end(std::move(on_end)) {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer); // others may be early
        connect(&m_timer, &QTimer::timeout, this, &Child::go_on);
        go_on();
    }

private:
    void go_on() {
        unwatch(); // before the step, which may close what it has waited for
        if (m_running.step())
            return m_on_end(m_running);
        for (const sp::Interest& interest : m_running.interests()) {
            const auto type =
                interest.what == sp::Interest::What::read ? QSocketNotifier::Read : QSocketNotifier::Write;
            m_notifiers.push_back(new QSocketNotifier(interest.handle, type, this));
            connect(m_notifiers.back(), &QSocketNotifier::activated, this, &Child::go_on);
        }
        if (m_running.deadline())
            m_timer.start(milliseconds_until(m_running.deadline()));
    }

    void unwatch() {
        for (QSocketNotifier* const notifier : m_notifiers) {
            notifier->setEnabled(false);
            notifier->deleteLater(); // one of them may be calling us
        }
        m_notifiers.clear();
        m_timer.stop();
    }

    sp::Running m_running;
    std::function<void(sp::Running&)> m_on_end;
    std::vector<QSocketNotifier*> m_notifiers;
    QTimer m_timer;
};
// [/qt]

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    Report report;
    std::list<Child> children;
    int left = 3;
    for (const Job& job : three_jobs())
        children.emplace_back(job, [&](sp::Running& child) {
            report.add(child);
            if (--left == 0)
                QCoreApplication::quit();
        });
    return QCoreApplication::exec();
}
