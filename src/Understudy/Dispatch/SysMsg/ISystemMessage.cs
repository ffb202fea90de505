namespace Akka.Dispatch.SysMsg;

/// <summary>A message of the runtime, handled before users' messages (Akka.Dispatch.SysMsg.ISystemMessage).</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded;
