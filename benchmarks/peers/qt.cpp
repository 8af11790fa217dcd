#include "peer.hpp"

#include <QProcess>

namespace bench::peer {

namespace {

void start(QProcess& process, const Words& command) {
    QStringList arguments;
    for (std::size_t i = 1; i < command.size(); ++i)
        arguments << QString::fromStdString(command[i]);
    process.start(QString::fromStdString(command[0]), arguments);
}

std::size_t finish(QProcess& process) {
    process.waitForFinished(-1);
    return static_cast<std::size_t>(process.readAllStandardOutput().size());
}

} // namespace

std::string version() {
    return std::string("Qt QProcess ") + qVersion();
}

std::size_t capture(const Words& command) {
    QProcess process;
    start(process, command);
    return finish(process);
}

std::size_t round_trip(const Words& command, const std::string& input) {
    QProcess process;
    start(process, command);
    process.write(input.data(), static_cast<qint64>(input.size()));
    process.closeWriteChannel();
    return finish(process);
}

} // namespace bench::peer
