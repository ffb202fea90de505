using System.Buffers;

namespace ActorServer.Server.AccessLog;

/// <summary>Turns an exchange into one line; used by the access-log actor alone, so it may keep scratch state.</summary>
internal interface IAccessLogFormat
{
    /// <summary>Appends one line with its line end.</summary>
    void Append(IBufferWriter<byte> lines, ExchangeCompleted exchange);
}
