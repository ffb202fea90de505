namespace Akka.Dispatch;

/// <summary>Gives mailboxes their turns on threads (Akka.Dispatch.MessageDispatcher).</summary>
public abstract class MessageDispatcher
{
    /// <summary>How many messages a mailbox may handle in a turn, by default.</summary>
    private protected const int OrdinaryThroughput = 100;

    private long _inhabitants;
    private int _shutdownCheck;

    /// <summary>Made by the configurator.</summary>
    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Throughput = OrdinaryThroughput;
        Id = "";
    }

    /// <summary>What made it.</summary>
    public MessageDispatcherConfigurator Configurator { get; }

    /// <summary>The system's event stream.</summary>
    public EventStream EventStream => Configurator.Prerequisites.EventStream;

    /// <summary>The system's mailboxes.</summary>
    public Mailboxes Mailboxes => Configurator.Prerequisites.Mailboxes;

    /// <summary>The key of its configuration.</summary>
    public string Id { get; protected set; }

    /// <summary>How many messages a mailbox may handle in a turn.</summary>
    public int Throughput { get; set; }

    /// <summary>How long a mailbox's turn may last, in ticks of 100 ns; null is for ever.</summary>
    public long? ThroughputDeadlineTime { get; protected set; }

    /// <summary>How long its threads live on without actors.</summary>
    public TimeSpan ShutdownTimeout { get; protected set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many actors are attached.</summary>
    protected long Inhabitants => Volatile.Read(ref _inhabitants);

    /// <summary>Runs the delegate once on a thread of the dispatcher.</summary>
    public void Schedule(Action run) => ExecuteTask(new ActionRunnable(run));

    /// <summary>Runs the work once on a thread of the dispatcher.</summary>
    public void Schedule(IRunnable run) => ExecuteTask(run);

    /// <summary>Takes the actor in and gives it its first turn.</summary>
    public virtual void Attach(ActorCell cell)
    {
        Interlocked.Increment(ref _inhabitants);
        RegisterForExecution(cell.Mailbox, false, true);
    }

    /// <summary>Lets the actor go; what is in its mailbox goes to the dead letters.</summary>
    public virtual void Detach(ActorCell cell)
    {
        var mailbox = cell.SwapMailbox(Mailboxes.DeadLetterMailbox);
        mailbox.BecomeClosed();
        mailbox.CleanUp();
        if (Interlocked.Decrement(ref _inhabitants) == 0)
            ScheduleShutdown();
    }

    /// <summary>Puts the message into the actor's mailbox and gives it a turn.</summary>
    public virtual void Dispatch(ActorCell cell, Envelope envelope)
    {
        var mailbox = cell.Mailbox;
        mailbox.MessageQueue.Enqueue(cell.Self, envelope);
        if (!RegisterForExecution(mailbox, true, false) && mailbox.IsClosed)
            mailbox.CleanUp(); // the actor ended between our reading its mailbox and our adding to it
    }

    /// <summary>Puts the runtime's message into the actor's mailbox and gives it a turn.</summary>
    public virtual void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        var mailbox = cell.Mailbox;
        mailbox.SystemEnqueue(cell.Self, message);
        RegisterForExecution(mailbox, false, true);
    }

    /// <summary>Whether the mailbox got a turn; false says that it has one already, has nothing to do or has ended.</summary>
    internal bool RegisterForExecution(Mailbox mailbox, bool hasMessageHint, bool hasSystemMessageHint)
    {
        if (!mailbox.TrySchedule(hasMessageHint, hasSystemMessageHint))
            return false;
        try
        {
            ExecuteTask(mailbox);
            return true;
        }
        catch (Exception e)
        {
            mailbox.SetAsIdle();
            ReportFailure(e);
            throw;
        }
    }

    /// <summary>The system has ended: nobody will be left to run.</summary>
    internal void EndThreads() => Shutdown();

    internal void Suspend(ActorCell cell) => cell.Mailbox.Suspend();

    internal void Resume(ActorCell cell)
    {
        var mailbox = cell.Mailbox;
        if (mailbox.Resume())
            RegisterForExecution(mailbox, false, false);
    }

    /// <summary>Hands the work to a thread.</summary>
    protected abstract void ExecuteTask(IRunnable run);

    /// <summary>Lets the threads go; a later actor gets new ones.</summary>
    protected abstract void Shutdown();

    /// <summary>Tells the event stream of work that could not be run.</summary>
    protected void ReportFailure(Exception ex) => EventStream.Publish(new Error(ex, GetType().FullName ?? Id, GetType(), ex.Message));

    private protected virtual bool OwnsThreads => false;

    private void ScheduleShutdown()
    {
        if (!OwnsThreads || Interlocked.Exchange(ref _shutdownCheck, 1) == 1)
            return;
        try
        {
            Configurator.Prerequisites.Scheduler.Advanced.ScheduleOnce(ShutdownTimeout, ShutdownIfDeserted);
        }
        catch (SchedulerException)
        {
            ShutdownIfDeserted(); // the system is ending
        }
    }

    private void ShutdownIfDeserted()
    {
        Volatile.Write(ref _shutdownCheck, 0);
        if (Inhabitants == 0)
            Shutdown();
    }
}
